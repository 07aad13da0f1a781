// Scoring by keys while the focus is inside the sheet: one press judges a criterion and moves on to the next.
// It only chooses as a hand would; what is chosen is stored by scorecard.js.
"use strict";
(() => {
  const form = document.querySelector("[data-sheet][data-editable]");
  if (!form) return;

  const SWITCH = "phieu:phim"; // remembered on this machine: "tat" is off
  const BURST = 60; // milliseconds within which a Vietnamese keyboard puts its letters in place of the last one
  const rows = [...form.querySelectorAll("[data-row]")];
  const box = document.querySelector("[data-keys]");
  const keySwitch = document.querySelector("[data-keys-switch]");
  const undo = [];
  let rubbed = -BURST; // when a Backspace came: Telex turns "dd" into Backspace and "đ"
  let replaced = false;

  const choices = (row) => [...row.querySelectorAll(`[name="kq-${row.dataset.row}"]`)];
  const points = (row) => row.querySelector(`[name="diem-${row.dataset.row}"]`);
  const beside = (row, by) => rows[rows.indexOf(row) + by];
  const tell = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

  function enter(row) {
    if (!row) return;
    (choices(row).find((choice) => choice.checked) || points(row) || choices(row)[0]).focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function choose(row, value) {
    const choice = choices(row).find((one) => one.value === value);
    if (!choice) { refuse(row); return; }
    const before = choices(row).find((one) => one.checked);
    if (choice !== before || choice.type === "checkbox") {
      undo.push([row, before]);
      choice.checked = choice.type === "radio" || !choice.checked;
      tell(choice);
    }
    enter(beside(row, 1) || row);
  }

  function refuse(row) {
    const voice = document.querySelector("[data-say]");
    if (voice && !points(row)) voice.textContent = `${row.querySelector("legend")?.textContent.split(":")[0] || "Tiêu chí này"} không có lựa chọn đó.`;
  }

  function back() {
    const [row, before] = undo.pop() || [];
    if (!row) return;
    choices(row).forEach((choice) => { choice.checked = choice === before; });
    tell(before || choices(row)[0]);
    enter(row);
  }

  function open(row, selector, inside) {
    const place = row.querySelector(selector);
    if (place) place.open = true;
    const target = row.querySelector(inside);
    if (target) target.focus();
  }

  const ACTS = {
    đ: (row) => choose(row, "MET"),
    k: (row) => choose(row, "NOT_MET"),
    a: (row) => choose(row, "NOT_APPLICABLE"),
    m: (row) => open(row, ".crow-files", "input[type=file], a.evidence"),
    g: (row) => open(row, ".crow-write", "textarea"),
    arrowdown: (row) => enter(beside(row, 1)),
    arrowup: (row) => enter(beside(row, -1)),
    "?": () => { if (box) { box.open = !box.open; } },
  };

  // The key as a Latin keyboard would name it, also while an input method is at work and hides it.
  function named(event) {
    const hidden = event.isComposing || event.key === "Process" || event.key === "Unidentified";
    const key = (hidden ? event.code.replace(/^Key/, "") : event.key).toLowerCase();
    return key === "d" ? "đ" : key;
  }

  // Of the letters with which a keyboard program replaces what it had sent, only the first is a press.
  function again(event) {
    if (event.timeStamp - rubbed > BURST) return false;
    const second = replaced;
    replaced = true;
    return second;
  }

  function pressed(event) {
    const row = event.target.closest("[data-row]");
    if (!row || event.altKey || event.metaKey || (keySwitch && !keySwitch.checked)) return;
    const key = named(event);
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=file])");
    if (key === "escape" && event.target.matches("textarea, [type=file]")) { enter(row); return; }
    if (key === "backspace" && !typing) { rubbed = event.timeStamp; replaced = false; return; }
    if (event.ctrlKey) {
      if (key === "z" && !typing) { event.preventDefault(); back(); }
      return;
    }
    if (!ACTS[key] || (typing && !(event.target.name.startsWith("diem-") && key.startsWith("arrow")))) return;
    event.preventDefault();
    if (key.length === 1 && (event.repeat || again(event))) return;
    ACTS[key](row);
  }

  form.addEventListener("keydown", pressed);
  if (box) box.hidden = false;
  if (!keySwitch) return;
  try { keySwitch.checked = localStorage.getItem(SWITCH) !== "tat"; } catch (refused) { keySwitch.checked = true; }
  keySwitch.addEventListener("change", () => {
    try { localStorage.setItem(SWITCH, keySwitch.checked ? "bat" : "tat"); } catch (refused) { /* asked again next time */ }
  });
})();
