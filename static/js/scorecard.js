// The scorecard as it is worked on: each line is saved by itself, held on this machine while the network is away,
// and moved through by keys. Without this script the same form is saved whole by its button.
"use strict";
(() => {
  const form = document.querySelector("[data-sheet][data-editable]");
  if (!form) return;

  const url = form.dataset.markUrl;
  const shelf = `phieu:${form.dataset.who}:${url}`;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const saveLine = document.querySelector("[data-save]");
  const rows = [...form.querySelectorAll("[data-row]")];
  const waiting = new Map(); // line -> what is typed there and not yet stored
  const undo = [];
  let sending = null;
  let timer = 0;
  let speaker = 0;

  const part = (row, name) => row.querySelector(`[name="${name}-${row.dataset.row}"]`);
  const choices = (row) => [...row.querySelectorAll(`[name="kq-${row.dataset.row}"]`)];
  const rowOf = (pk) => rows.find((row) => row.dataset.row === String(pk));

  // ---- what a line says
  function read(row) {
    const picked = choices(row).find((choice) => choice.checked);
    const points = part(row, "diem");
    return { kq: picked ? picked.value : "", diem: points ? points.value : "", ghi: part(row, "ghi").value, da: part(row, "da").value };
  }

  function write(row, line) {
    choices(row).forEach((choice) => { choice.checked = choice.value === line.kq; });
    if (part(row, "diem")) part(row, "diem").value = line.diem;
    part(row, "ghi").value = line.ghi;
  }

  const same = (one, other) => ["kq", "diem", "ghi"].every((name) => one[name] === other[name]);

  // ---- the line that says whether everything is saved
  function say(text, kind) {
    if (!saveLine) return;
    saveLine.hidden = false;
    saveLine.className = kind ? `save save-${kind}` : "save";
    saveLine.textContent = text;
  }

  // ---- what is held on this machine
  function hold() {
    try {
      if (waiting.size) localStorage.setItem(shelf, JSON.stringify([...waiting]));
      else localStorage.removeItem(shelf);
    } catch (refused) {
      say("Trình duyệt không cho giữ thay đổi trên máy này. Hãy bấm “Lưu phiếu”.", "broken");
    }
  }

  function takeBack() {
    let held = [];
    try { held = JSON.parse(localStorage.getItem(shelf) || "[]"); } catch (unreadable) { held = []; }
    held.forEach(([pk, line]) => {
      const row = rowOf(pk);
      if (!row || same(read(row), line)) return;
      write(row, line);
      part(row, "da").value = line.da;
      waiting.set(pk, line);
    });
    hold();
    if (waiting.size) send();
  }

  // ---- sending
  function changed(row, wait) {
    waiting.set(row.dataset.row, read(row));
    hold();
    say("Đang lưu", "waiting");
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  }

  function send() {
    clearTimeout(timer);
    if (!waiting.size) return Promise.resolve();
    if (!sending) sending = post(new Map(waiting)).finally(() => { sending = null; });
    return sending;
  }

  async function post(batch) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    batch.forEach((line, pk) => Object.keys(line).forEach((name) => body.append(`${name}-${pk}`, line[name])));
    let answer;
    try {
      const response = await fetch(url, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } });
      if (response.redirected || !(response.headers.get("Content-Type") || "").includes("json")) return lost("Phiên làm việc đã hết. Hãy đăng nhập lại;");
      answer = await response.json();
    } catch (offline) {
      timer = setTimeout(send, 15000);
      return lost("Mất mạng.");
    }
    settle(batch, answer);
    if (waiting.size) timer = setTimeout(send, 50);
  }

  function lost(why) {
    say(`${why} ${waiting.size} thay đổi đang giữ trên máy này`, "broken");
  }

  // ---- what came back
  function settle(batch, answer) {
    const refusedWhole = answer.error && !Object.keys(answer.errors).length && !Object.keys(answer.conflicts).length;
    batch.forEach((line, pk) => {
      const row = rowOf(pk);
      const held = waiting.get(pk);
      if (held && same(held, line)) waiting.delete(pk);
      if (!row || refusedWhole) return;
      if (answer.conflicts[pk]) return clash(row, answer.conflicts[pk]);
      tell(row, "theirs", answer.errors[pk] || "");
      if (!answer.errors[pk] && answer.rows[pk]) stored(row, answer.rows[pk]);
    });
    hold();
    show(answer);
    if (answer.error) say(answer.error, "broken");
    else if (!waiting.size) say(`Đã lưu lúc ${answer.saved}`);
  }

  function stored(row, line) {
    part(row, "da").value = line.was;
    if (waiting.has(row.dataset.row)) waiting.get(row.dataset.row).da = line.was;
    tell(row, "lack", line.lack);
    row.classList.toggle("crow-diff", row.tagName === "FIELDSET" && line.differs);
    row.classList.remove("crow-change");
    if (line.lack) row.querySelector(".crow-write").open = true;
  }

  function tell(row, name, text) {
    let place = row.querySelector(`[data-${name}]`);
    if (!place && text) {
      place = document.createElement("p");
      place.className = "field-error";
      place.dataset[name] = "";
      part(row, "da").after(place);
    }
    if (!place) return;
    place.textContent = text;
    place.hidden = !text;
  }

  function clash(row, theirs) {
    tell(row, "theirs", theirs.sentence);
    if (row.tagName === "FIELDSET") row.classList.add("crow-change");
    part(row, "da").value = theirs.was;
    const place = row.querySelector("[data-theirs]");
    const done = () => { tell(row, "theirs", ""); row.classList.remove("crow-change"); };
    place.append(" ", button("Giữ giá trị của tôi", () => { done(); changed(row, 0); }));
    place.append(" ", button("Lấy giá trị đang lưu", () => {
      write(row, { kq: theirs.result, diem: theirs.points, ghi: theirs.note });
      done();
    }));
  }

  function button(label, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-small";
    made.textContent = label;
    made.addEventListener("click", press);
    return made;
  }

  function show(answer) {
    Object.entries(answer.parts).forEach(([name, html]) => {
      const place = document.querySelector(`[data-live="${name}"]`);
      if (place && !place.contains(document.activeElement)) place.innerHTML = html;
    });
    Object.entries(answer.counts).forEach(([name, text]) => {
      const place = document.querySelector(`[data-count="${name}"]`);
      if (place) place.textContent = text;
    });
    clearTimeout(speaker);
    speaker = setTimeout(() => {
      const said = document.querySelector("[data-announce]");
      const voice = document.querySelector("[data-say]");
      if (said && voice) voice.textContent = said.dataset.announce;
    }, 1000);
  }

  // ---- moving and choosing by keys
  const keys = document.querySelector("[data-keys]");
  const keySwitch = document.querySelector("[data-keys-switch]");
  const mayUseKeys = () => !keySwitch || keySwitch.checked;

  function enter(row) {
    if (!row) return;
    const target = choices(row).find((choice) => choice.checked) || part(row, "diem") || choices(row)[0];
    target.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  const beside = (row, by) => rows[rows.indexOf(row) + by];

  function choose(row, value) {
    const choice = choices(row).find((one) => one.value === value);
    if (!choice) return;
    undo.push([row, read(row)]);
    choice.checked = true;
    changed(row, 300);
    enter(beside(row, 1) || row);
  }

  function back() {
    const [row, line] = undo.pop() || [];
    if (!row) return;
    write(row, line);
    changed(row, 300);
    enter(row);
  }

  function open(row, selector, inside) {
    const box = row.querySelector(selector);
    if (box) box.open = true;
    const target = row.querySelector(inside);
    if (target) target.focus();
  }

  const ACTS = {
    "đ": (row) => choose(row, "MET"),
    d: (row) => choose(row, "MET"),
    k: (row) => choose(row, "NOT_MET"),
    m: (row) => open(row, ".crow-files", "input[type=file], a.evidence"),
    g: (row) => open(row, ".crow-write", "textarea"),
    arrowdown: (row) => enter(beside(row, 1)),
    arrowup: (row) => enter(beside(row, -1)),
    "?": () => { if (keys) keys.open = !keys.open; },
  };

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    const key = event.key.toLowerCase();
    const typing = event.target.matches("textarea, select, input:not([type=radio])");
    if (!row || !mayUseKeys() || event.altKey || event.metaKey) return;
    if (event.ctrlKey && key === "z" && !typing) { event.preventDefault(); back(); return; }
    if (event.ctrlKey || !ACTS[key] || (typing && !(event.target.name.startsWith("diem-") && key.startsWith("arrow")))) return;
    event.preventDefault();
    ACTS[key](row);
  });

  // ---- beginning
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && /^(kq|diem)-/.test(event.target.name)) changed(row, 300);
    else if (row && /^ghi-/.test(event.target.name)) changed(row, 0);
  });
  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && /^(ghi|diem)-/.test(event.target.name)) changed(row, 1200);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  document.querySelectorAll("form[data-flush]").forEach((other) => other.addEventListener("submit", (event) => {
    if (!waiting.size && !sending) return;
    event.preventDefault();
    const pressed = event.submitter;
    send().then(() => (waiting.size ? undefined : other.requestSubmit(pressed)));
  }));
  window.addEventListener("online", send);
  window.addEventListener("pagehide", hold);
  if (keys) keys.hidden = false;
  if (keySwitch) {
    keySwitch.checked = localStorage.getItem("phieu:phim") !== "tat";
    keySwitch.addEventListener("change", () => localStorage.setItem("phieu:phim", keySwitch.checked ? "bat" : "tat"));
  }
  say("Tự lưu sau mỗi lần chấm");
  takeBack();
})();
