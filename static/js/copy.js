"use strict";
/* A button that copies the code beside it. Without a clipboard there is no button: the code can be marked by hand. */
(() => {
  if (!navigator.clipboard) return;
  for (const place of document.querySelectorAll("[data-copy]")) {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn second small-btn no-print",
      textContent: place.dataset.words,
    });
    const told = Object.assign(document.createElement("span"), { role: "status" });
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(place.dataset.copy);
        told.textContent = ` ${place.dataset.done}`;
      } catch {
        button.remove(); // the browser does not allow it
      }
    });
    place.append(button, told);
  }
})();
