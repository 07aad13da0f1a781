// A form with data-jot is kept on the server while it is typed, and on this machine until the server has it: through a
// lost network, a closed browser and an ended session. Without this script the form is stored by its button alone.
"use strict";
(() => {
  const form = document.querySelector("form[data-jot]");
  const line = form && form.querySelector("[data-jot-line]");
  if (!line) return;

  const { url, login, who, now, settled, fresh } = line.dataset;
  const shelf = `viet-do:${who}:${form.dataset.jot}`;
  let ahead = Number(now) - Date.now(); // of the server's clock, never more than it is
  const RETRY = 15000; // milliseconds until the next attempt
  const LONGEST = 30 * 86400000; // as long as the server remembers what was stored
  let done = read(); // what the server has, or gave to begin with
  let sending = null;
  let cut = null;
  let expired = false;
  let timer = 0;

  const token = () => form.querySelector("[name=csrfmiddlewaretoken]");
  const serverTime = () => Date.now() + ahead;

  function read() {
    const typed = {};
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") typed[name] = value;
    });
    return JSON.stringify(typed);
  }

  function say(text, kind) {
    line.className = kind ? `save save-${kind}` : "save";
    line.textContent = text;
  }

  // ---- what is held on this machine
  function hold() {
    try {
      localStorage.setItem(shelf, JSON.stringify({ at: serverTime(), typed: read() }));
    } catch (refused) {
      say("Trình duyệt không cho giữ bản đang viết trên máy này. Hãy bấm lưu thường xuyên.", "broken");
    }
  }

  function held() {
    try { return JSON.parse(localStorage.getItem(shelf)); } catch (unreadable) { return null; }
  }

  function letGo() {
    try { localStorage.removeItem(shelf); } catch (refused) { return false; }
    return !held();
  }

  // What this machine holds and the server never got goes to the server first, and the form opens with it.
  async function takeBack() {
    const copy = held();
    if (!copy) return;
    if (!fresh || copy.at <= Number(settled) || serverTime() - copy.at > LONGEST || copy.typed === done) { letGo(); return; }
    say("Đang lấy lại những gì viết dở trên máy này", "waiting");
    if (await post(copy.typed) && letGo()) window.location.reload();
  }

  // ---- sending
  function changed() {
    hold();
    if (!expired) say("Đang giữ bản đang viết", "waiting");
    clearTimeout(timer);
    timer = setTimeout(send, 1200);
  }

  function send() {
    clearTimeout(timer);
    if (sending) return sending;
    const typed = read();
    if (typed === done || expired) return Promise.resolve();
    sending = post(typed).then((kept) => {
      sending = null;
      if (!kept) return;
      done = typed;
      if (read() === typed) letGo();
      else timer = setTimeout(send, 50);
    });
    return sending;
  }

  async function post(typed) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token().value);
    body.append("typed", typed);
    body.append("opened", now);
    cut = new AbortController();
    try {
      const response = await fetch(url, { method: "POST", body, credentials: "same-origin", signal: cut.signal });
      if (response.status >= 500) return lost("Máy chủ chưa trả lời.");
      if (response.redirected || !(response.headers.get("Content-Type") || "").includes("json")) return ended();
      const answer = await response.json();
      if (answer.ok) ahead = Math.max(ahead, answer.at - Date.now());
      say(answer.said, answer.ok ? "" : "broken");
      return answer.ok;
    } catch (away) {
      return away.name === "AbortError" ? false : lost("Mất mạng.");
    }
  }

  function lost(why) {
    timer = setTimeout(send, RETRY);
    say(`${why} Những gì vừa viết đang giữ trên máy này`, "broken");
    return false;
  }

  function ended() {
    expired = true;
    say("Phiên làm việc đã hết. Những gì vừa viết đang giữ trên máy này.", "broken");
    const link = document.createElement("a");
    link.href = login;
    link.target = "_blank";
    link.textContent = "Đăng nhập ở thẻ mới";
    line.append(" ", link);
    return false;
  }

  // Signed in again in another tab: this page goes on with the new session, if it is the same person's.
  async function renew() {
    if (!expired) return;
    try {
      const response = await fetch(window.location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const theirs = page.querySelector("form[data-jot]");
      const place = theirs && theirs.querySelector("[data-jot-line]");
      if (response.redirected || !place || place.dataset.who !== who) return;
      const key = theirs.querySelector("[name=csrfmiddlewaretoken]").value;
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = key; });
      expired = false;
      await send();
    } catch (offline) { lost("Mất mạng."); }
  }

  // ---- beginning
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    hold();
    if (!navigator.onLine) {
      event.preventDefault();
      lost("Mất mạng, chưa gửi được.");
    } else if (expired) {
      event.preventDefault();
      const pressed = event.submitter;
      renew().then(() => (expired ? undefined : form.requestSubmit(pressed)));
    } else {
      clearTimeout(timer);
      if (cut) cut.abort();
    }
  });
  window.addEventListener("online", send);
  window.addEventListener("focus", renew);
  document.addEventListener("visibilitychange", () => (document.hidden ? send() : renew()));
  if (fresh) takeBack();
  else { done = ""; send(); }
})();
