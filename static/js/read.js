/* A model that stayed open for a while was read: one number goes up, nothing about the reader is sent or kept.
   Without this file nothing is counted. */
"use strict";

(() => {
  const WHILE = 8000;
  const place = document.querySelector("[data-read]");
  if (!place) return;
  const tell = () => {
    if (document.visibilityState !== "visible") return;
    fetch(place.dataset.read, { method: "POST", credentials: "omit", keepalive: true }).catch(() => {});
  };
  setTimeout(tell, WHILE);
})();
