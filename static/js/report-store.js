"use strict";
/* What this phone keeps of reports that are not sent yet: words by form key, files each under a key of its own,
   so that two drafts, or two photos of the same name, never mix. Every write is one transaction. */
const reportStore = (() => {
  const open = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open("reports", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts", { keyPath: "key" });
      asked.result.createObjectStore("files", { keyPath: "id" }).createIndex("key", "key");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  const run = async (name, mode, work) => {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const act = base.transaction(name, mode);
        const asked = work(act.objectStore(name));
        act.oncomplete = () => resolve(asked && asked.result);
        act.onerror = act.onabort = () => reject(act.error);
      });
    } finally {
      base.close();
    }
  };

  const random = (length) => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(length))))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  return {
    newKey: () => random(18),
    saveDraft: (draft) => run("drafts", "readwrite", (store) => store.put(draft)),
    draft: (key) => run("drafts", "readonly", (store) => store.get(key)),
    drafts: () => run("drafts", "readonly", (store) => store.getAll()),
    dropDraft: (key) => run("drafts", "readwrite", (store) => store.delete(key)),
    saveFile: (file) => run("files", "readwrite", (store) => store.put({ id: random(12), ...file })),
    files: (key) => run("files", "readonly", (store) => (key ? store.index("key").getAll(key) : store.getAll())),
    file: (id) => run("files", "readonly", (store) => store.get(id)),
    dropFile: (id) => run("files", "readwrite", (store) => store.delete(id)),
    clear: () => new Promise((resolve) => {
      const asked = indexedDB.deleteDatabase("reports");
      asked.onsuccess = asked.onerror = asked.onblocked = resolve;
    }),
  };
})();
