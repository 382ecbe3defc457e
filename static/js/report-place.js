/* What a script adds to the question of the shop: "use where I am". The place is rounded to about 1 km before it
   leaves the phone; only with the box ticked it goes as it is. Without a place the form is filled in by hand. */
"use strict";
(() => {
  const part = document.getElementById("here");
  const button = document.getElementById("use-here");
  if (!part || !button || !navigator.geolocation) return;
  const form = part.closest("form");
  const said = document.getElementById("here-said");
  part.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    const exact = form.elements.exact.checked;
    navigator.geolocation.getCurrentPosition(
      (found) => {
        const digits = exact ? 5 : 2;
        const near = form.querySelector('[name="near"]') || document.createElement("input");
        near.type = "hidden";
        near.name = "near";
        near.value = `${found.coords.latitude.toFixed(digits)},${found.coords.longitude.toFixed(digits)}`;
        form.append(near);
        form.submit();
      },
      () => {
        button.disabled = false;
        said.textContent = part.dataset.failed;
      },
      { enableHighAccuracy: exact, maximumAge: 60000, timeout: 15000 },
    );
  });
})();
