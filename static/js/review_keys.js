// The next and the previous dossier by one key, outside text fields; and the words "filled in beforehand" go away as
// soon as a line is touched. Without this script the plain links do the same.
"use strict";
(() => {
  const SWITCH = "phieu:phim"; // one switch with the keys of the sheet, remembered on this machine: "tat" is off
  const WAYS = { j: "[data-after]", "]": "[data-after]", l: "[data-before]", "[": "[data-before]" };
  const CODES = { KeyJ: "j", KeyL: "l", BracketLeft: "[", BracketRight: "]" }; // where an input method hides the key
  const box = document.querySelector("[data-keys]");
  const keySwitch = document.querySelector("[data-keys-switch]");
  const form = document.querySelector("[data-sheet]");

  function on() { return !keySwitch || keySwitch.checked; }

  function named(event) {
    const hidden = event.isComposing || event.key === "Process" || event.key === "Unidentified";
    return hidden ? CODES[event.code] || "" : event.key.toLowerCase();
  }

  function typing(target) {
    return target instanceof Element && target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=file])");
  }

  function pressed(event) {
    if (event.defaultPrevented || event.altKey || event.metaKey || event.ctrlKey || event.repeat || !on() || typing(event.target)) return;
    const key = named(event);
    if (key === "?" && box && !(form && "editable" in form.dataset && form.contains(event.target))) {
      box.open = !box.open;
      return;
    }
    const link = WAYS[key] && document.querySelector(WAYS[key]);
    if (!link) return;
    event.preventDefault();
    link.click();
  }

  function touched(event) {
    const row = event.target.closest("[data-row]");
    const mark = row && row.querySelector("[data-filled]");
    if (mark) mark.remove();
  }

  document.addEventListener("keydown", pressed);
  if (form) form.addEventListener("change", touched);
  if (box) box.hidden = false;
  if (!keySwitch) return;
  try { keySwitch.checked = localStorage.getItem(SWITCH) !== "tat"; } catch (refused) { keySwitch.checked = true; }
  keySwitch.addEventListener("change", () => {
    try { localStorage.setItem(SWITCH, keySwitch.checked ? "bat" : "tat"); } catch (refused) { /* asked again next time */ }
  });
})();
