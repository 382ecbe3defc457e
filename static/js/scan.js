"use strict";
/* Adds a scanner where the phone has a camera and can read codes by itself. Whatever it reads goes
   through the same form as a typed code: this page never opens an address that a label names. */
(() => {
  const place = document.getElementById("camera");
  const field = document.getElementById("code");
  if (!place || !field || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;

  const wanted = ["qr_code", "data_matrix", "ean_13", "ean_8"];
  const words = place.dataset;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn second" });
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  button.textContent = words.start;
  place.append(button, told);
  place.hidden = false;

  let video = null;

  const stop = () => {
    if (!video) return;
    video.srcObject.getTracks().forEach((track) => track.stop());
    video.remove();
    video = null;
    button.textContent = words.start;
    told.textContent = "";
  };

  const send = (text) => {
    stop();
    field.value = text;
    field.form.requestSubmit();
  };

  const look = async (detector) => {
    if (!video) return;
    const found = await detector.detect(video).catch(() => []);
    if (found.length) return send(found[0].rawValue);
    setTimeout(look, 200, detector);
  };

  const start = async () => {
    try {
      const kinds = (await BarcodeDetector.getSupportedFormats()).filter((kind) => wanted.includes(kind));
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video = Object.assign(document.createElement("video"), { srcObject: stream, muted: true, playsInline: true });
      place.append(video);
      await video.play();
      button.textContent = words.stop;
      told.textContent = words.look;
      look(new BarcodeDetector({ formats: kinds }));
    } catch {
      stop();
      told.textContent = words.denied;
    }
  };

  button.addEventListener("click", () => (video ? stop() : start()));
  addEventListener("pagehide", stop);
})();
