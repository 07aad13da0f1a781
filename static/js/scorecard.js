// The scorecard as it is worked on: each line is saved by itself, and held on this machine until it is stored, through
// a lost network, a closed browser and an ended session. Without this script the form is saved whole by its button.
"use strict";
(() => {
  const form = document.querySelector("[data-sheet][data-editable]");
  if (!form) return;

  const url = form.dataset.markUrl;
  const shelf = `phieu:${form.dataset.who}:${url}:`; // one entry a line, so that two tabs do not wipe out each other
  const RETRY = 15000; // milliseconds until the next attempt
  let token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const saveLine = document.querySelector("[data-save]");
  const rows = [...form.querySelectorAll("[data-row]")];
  const waiting = new Map(); // line -> what is typed there and not yet stored
  const stuck = new Map(); // line -> what was refused there, or stands against another person's; kept, not sent again
  let sending = null;
  let expired = false;
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
  function hold(pk) {
    const line = waiting.get(pk) || stuck.get(pk);
    try {
      if (line) localStorage.setItem(shelf + pk, JSON.stringify(line));
      else localStorage.removeItem(shelf + pk);
    } catch (refused) {
      say("Trình duyệt không cho giữ thay đổi trên máy này. Hãy bấm “Lưu phiếu”.", "broken");
    }
  }

  function held(pk) {
    try { return JSON.parse(localStorage.getItem(shelf + pk)); } catch (unreadable) { return null; }
  }

  function takeBack() {
    rows.forEach((row) => {
      const pk = row.dataset.row;
      const line = held(pk);
      if (!line) return;
      if (same(read(row), line)) {
        if (!row.querySelector("[data-theirs]:not([hidden])")) hold(pk);
        return;
      }
      write(row, line);
      part(row, "da").value = line.da;
      waiting.set(pk, line);
    });
    if (!waiting.size) return;
    say(`Đang gửi ${waiting.size} thay đổi đã giữ trên máy này`, "waiting");
    send();
  }

  // ---- sending
  function changed(row, wait) {
    const pk = row.dataset.row;
    if (row.dataset.against) chosen(row); // written again in sight of both values: that is a choice
    stuck.delete(pk);
    waiting.set(pk, read(row));
    hold(pk);
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
      if (response.status >= 500) return lost("Máy chủ chưa trả lời.", true);
      if (response.redirected || !(response.headers.get("Content-Type") || "").includes("json")) {
        expired = true;
        return lost("Phiên làm việc đã hết. Hãy đăng nhập lại ở thẻ khác;", false);
      }
      answer = await response.json();
    } catch (offline) {
      return lost("Mất mạng.", true);
    }
    settle(batch, answer);
    if (waiting.size) timer = setTimeout(send, 50);
  }

  function lost(why, again) {
    if (again) timer = setTimeout(send, RETRY);
    say(`${why} ${waiting.size} thay đổi đang giữ trên máy này`, "broken");
  }

  // Signed in again in another tab: this page goes on with the new session.
  async function renew() {
    if (!expired) return;
    try {
      const response = await fetch(window.location.pathname, { credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(`#${form.id} [name=csrfmiddlewaretoken]`);
      if (response.redirected || !fresh) return;
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = fresh.value; });
      token = fresh.value;
      expired = false;
      send();
    } catch (offline) { lost("Mất mạng.", false); }
  }

  // ---- what came back
  function settle(batch, answer) {
    const refusedWhole = answer.error && !Object.keys(answer.errors).length && !Object.keys(answer.conflicts).length;
    batch.forEach((line, pk) => {
      const row = rowOf(pk);
      const now = waiting.get(pk);
      if (now && same(now, line)) waiting.delete(pk);
      const kept = !refusedWhole && !answer.errors[pk] && !answer.conflicts[pk];
      if (!kept && !waiting.has(pk)) stuck.set(pk, line);
      hold(pk);
      if (!row || refusedWhole) return;
      if (answer.conflicts[pk]) { clash(row, answer.conflicts[pk]); return; }
      tell(row, "theirs", answer.errors[pk] || "");
      if (kept && answer.rows[pk]) stored(row, answer.rows[pk]);
    });
    show(answer);
    if (answer.error) say(answer.error, "broken");
    else if (!waiting.size) say(stuck.size ? `Còn ${stuck.size} dòng chưa lưu, xem chữ đỏ ở từng dòng` : `Đã lưu lúc ${answer.saved}`, stuck.size ? "broken" : "");
  }

  function stored(row, line) {
    part(row, "da").value = line.was;
    if (waiting.has(row.dataset.row)) { waiting.get(row.dataset.row).da = line.was; hold(row.dataset.row); }
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

  // Both values stay, mine here and theirs there, until one of them is chosen.
  function clash(row, theirs) {
    tell(row, "theirs", theirs.sentence);
    if (row.tagName === "FIELDSET") row.classList.add("crow-change");
    row.dataset.against = theirs.was;
    const place = row.querySelector("[data-theirs]");
    place.append(" ", button("Giữ giá trị của tôi", () => changed(row, 0)));
    place.append(" ", button("Lấy giá trị đang lưu", () => {
      write(row, { kq: theirs.result, diem: theirs.points, ghi: theirs.note });
      changed(row, 0);
    }));
  }

  function chosen(row) {
    part(row, "da").value = row.dataset.against;
    delete row.dataset.against;
    tell(row, "theirs", "");
    row.classList.remove("crow-change");
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

  // How much is missing of an explanation that stands in for a file.
  function count(note) {
    const place = note.parentElement.querySelector("[data-left]");
    const left = Number(note.dataset.least) - note.value.trim().length;
    place.hidden = !(left > 0 && note.value);
    place.textContent = left > 0 ? `Còn ${left} ký tự là đủ giải trình.` : "";
  }

  // ---- beginning
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && /^(kq|diem)-/.test(event.target.name)) changed(row, 300);
    else if (row && /^ghi-/.test(event.target.name)) changed(row, 0);
  });
  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && /^(ghi|diem)-/.test(event.target.name)) changed(row, 1200);
    if (row && event.target.dataset.least) count(event.target);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  document.querySelectorAll("form[data-flush]").forEach((other) => other.addEventListener("submit", (event) => {
    if (!waiting.size && !sending) return;
    event.preventDefault();
    const pressed = event.submitter;
    send().then(() => (waiting.size ? undefined : other.requestSubmit(pressed)));
  }));
  window.addEventListener("online", send);
  window.addEventListener("focus", renew);
  document.addEventListener("visibilitychange", () => (document.hidden ? send() : renew()));
  form.addEventListener("phieu:answer", (event) => show(event.detail)); // a file was added: totals and steps go with it
  say("Tự lưu sau mỗi lần chấm");
  takeBack();
})();
