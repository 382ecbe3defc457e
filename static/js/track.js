"use strict";
/* The QR code of a receipt carries the tracking code behind the #: it is moved into the field and out of the address. */
(() => {
  const field = document.getElementById("code");
  const code = location.hash.slice(1).replaceAll("%20", " ");
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  if (field && !field.value && /^[0-9a-z -]{14,20}$/i.test(code)) field.value = code;
})();
