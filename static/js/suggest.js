"use strict";
/* Under a search field: names that begin so, in the browser's own list, which keyboards and screen readers
   know. The form works the same without it. */
(() => {
  const form = document.querySelector("form[data-suggest]");
  const field = form && form.querySelector("input");
  if (!field) return;

  const list = Object.assign(document.createElement("datalist"), { id: `${field.id}-list` });
  field.after(list);
  field.setAttribute("list", list.id);

  let waiting = 0;
  let asked = "";

  const show = (found) => {
    list.replaceChildren(
      ...found.map((each) => Object.assign(document.createElement("option"), { value: each.name, label: each.producer })),
    );
  };

  const ask = async () => {
    const words = field.value.trim();
    if (words.length < 2 || words === asked) return;
    asked = words;
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`);
      const found = answer.ok ? await answer.json() : [];
      if (words === asked) show(found);
    } catch {
      show([]); // no network: the form itself will say so
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
})();
