/* What a script adds to the map: "near me", zooming and moving the drawing, switching layers at once.
   The position is rounded to about 100 m before it leaves the phone and is sent by POST. */
"use strict";
(() => {
  const form = document.getElementById("map-form");
  const button = document.getElementById("near-me");
  const said = document.getElementById("near-said");

  if (button && navigator.geolocation) {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.disabled = true;
      navigator.geolocation.getCurrentPosition(
        (found) => {
          const near = form.querySelector('[name="near"]') || document.createElement("input");
          near.type = "hidden";
          near.name = "near";
          form.append(near);
          near.value = `${found.coords.latitude.toFixed(3)},${found.coords.longitude.toFixed(3)}`;
          const typed = form.querySelector('[name="at"]');
          if (typed) typed.value = "";
          form.method = "post";
          form.submit();
        },
        () => {
          button.disabled = false;
          said.textContent = button.dataset.failed;
        },
        { maximumAge: 600000, timeout: 15000 },
      );
    });
  }

  const layerBoxes = document.querySelectorAll('.layers input[name="layer"]');
  layerBoxes.forEach((box) => {
    box.addEventListener("change", () => {
      document.querySelectorAll(`[data-layer="${box.value}"]`).forEach((part) => {
        if (part instanceof SVGElement) part.setAttribute("display", box.checked ? "inline" : "none");
        else part.hidden = !box.checked;
      });
    });
  });

  const map = document.getElementById("map");
  const zoom = document.querySelector('.zoom[data-for="map"]');
  if (!map || !zoom) return;
  const whole = map.viewBox.baseVal;
  const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...all };
  zoom.hidden = false;

  const limit = (value, least, most) => Math.min(Math.max(value, least), most);
  const show = () => {
    view.x = limit(view.x, all.x, all.x + all.width - view.width);
    view.y = limit(view.y, all.y, all.y + all.height - view.height);
    map.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  };
  const scale = (times, at) => {
    const width = limit(view.width / times, all.width / 16, all.width);
    const height = (width * all.height) / all.width;
    view = { x: at.x - ((at.x - view.x) * width) / view.width, y: at.y - ((at.y - view.y) * height) / view.height, width, height };
    show();
  };
  const middle = () => ({ x: view.x + view.width / 2, y: view.y + view.height / 2 });
  const point = (event) => {
    const box = map.getBoundingClientRect();
    return { x: view.x + ((event.clientX - box.left) / box.width) * view.width, y: view.y + ((event.clientY - box.top) / box.height) * view.height };
  };

  zoom.addEventListener("click", (event) => {
    const what = event.target.dataset.zoom;
    if (what === "in") scale(1.6, middle());
    if (what === "out") scale(1 / 1.6, middle());
    if (what === "all") {
      view = { ...all };
      show();
    }
  });
  map.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return; // a plain wheel scrolls the page
      event.preventDefault();
      scale(event.deltaY < 0 ? 1.2 : 1 / 1.2, point(event));
    },
    { passive: false },
  );

  let held = null;
  let moved = false;
  map.addEventListener("pointerdown", (event) => {
    if (view.width === all.width) return;
    held = { x: event.clientX, y: event.clientY };
    moved = false;
  });
  map.addEventListener("pointermove", (event) => {
    if (!held) return;
    const box = map.getBoundingClientRect();
    const [right, down] = [event.clientX - held.x, event.clientY - held.y];
    if (!moved && Math.hypot(right, down) < 6) return;
    moved = true;
    map.classList.add("moving");
    view.x -= (right / box.width) * view.width;
    view.y -= (down / box.height) * view.height;
    held = { x: event.clientX, y: event.clientY };
    show();
  });
  ["pointerup", "pointerleave", "pointercancel"].forEach((name) => {
    map.addEventListener(name, () => {
      held = null;
      map.classList.remove("moving");
    });
  });
  map.addEventListener(
    "click",
    (event) => {
      if (moved) event.preventDefault(); // the end of a drag is no press
      moved = false;
    },
    true,
  );
})();
