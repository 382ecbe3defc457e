"use strict";
/* Before a photo leaves the phone: what it says of place and day is read, to be offered as an answer, and it is
   made smaller. Making smaller is a help: where the phone cannot, the photo goes as it is. */
const reportPhoto = (() => {
  const LONG_SIDE = 1600;
  const QUALITY = 0.7;
  const ENOUGH = 350 * 1024;

  const hash = async (blob) => {
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const smaller = async (file) => {
    if (!file.type.startsWith("image/") || file.size <= ENOUGH) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
      return made && made.size && made.size < file.size ? made : file;
    } catch {
      return file;
    }
  };

  const directory = (view, start, at, little) => {
    const found = new Map();
    for (let n = view.getUint16(start + at, little), place = start + at + 2; n > 0; n -= 1, place += 12) {
      found.set(view.getUint16(place, little), place);
    }
    return found;
  };

  const rationals = (view, start, place, little) => {
    const at = start + view.getUint32(place + 8, little);
    return [0, 8, 16].map((step) => view.getUint32(at + step, little) / view.getUint32(at + step + 4, little));
  };

  const degrees = (view, start, gps, little, side, value, minus) => {
    if (!gps.has(side) || !gps.has(value)) return NaN;
    const [whole, minutes, seconds] = rationals(view, start, gps.get(value), little);
    const sign = String.fromCharCode(view.getUint8(gps.get(side) + 8)) === minus ? -1 : 1;
    return sign * (whole + minutes / 60 + seconds / 3600);
  };

  const readTags = (view, start) => {
    const little = view.getUint16(start) === 0x4949;
    const first = directory(view, start, view.getUint32(start + 4, little), little);
    const told = {};
    if (first.has(0x8825)) {
      const gps = directory(view, start, view.getUint32(first.get(0x8825) + 8, little), little);
      const lat = degrees(view, start, gps, little, 1, 2, "S");
      const lon = degrees(view, start, gps, little, 3, 4, "W");
      if (Number.isFinite(lat) && Number.isFinite(lon) && (lat || lon)) told.place = `${lat.toFixed(3)},${lon.toFixed(3)}`;
    }
    if (first.has(0x8769)) {
      const more = directory(view, start, view.getUint32(first.get(0x8769) + 8, little), little);
      if (more.has(0x9003)) {
        const at = start + view.getUint32(more.get(0x9003) + 8, little);
        const text = [...Array(10).keys()].map((n) => String.fromCharCode(view.getUint8(at + n))).join("");
        if (/^\d{4}:\d\d:\d\d$/.test(text)) told.day = text.replaceAll(":", "-");
      }
    }
    return told;
  };

  /* JPEG only: other kinds are read by the server when they arrive whole. */
  const facts = async (file) => {
    try {
      const view = new DataView(await file.slice(0, 128 * 1024).arrayBuffer());
      if (view.getUint16(0) !== 0xffd8) return {};
      for (let place = 2; view.getUint8(place) === 0xff; place += 2 + view.getUint16(place + 2)) {
        if (view.getUint8(place + 1) === 0xe1 && view.getUint32(place + 4) === 0x45786966) return readTags(view, place + 10);
        if (view.getUint8(place + 1) === 0xda) return {};
      }
    } catch { /* a photo that says nothing */ }
    return {};
  };

  return { hash, smaller, facts };
})();
