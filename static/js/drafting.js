/* What is typed on one criterion of a draft, or on its rules, is stored when its writer goes on to something else.
   Without this file every button of the page stores everything that is typed on it. */
"use strict";

(() => {
  const form = document.querySelector("[data-soan]");
  if (!form) return;

  const place = form.querySelector("[data-save]");
  const parts = [...form.querySelectorAll("[data-phan]")].filter((part) => part.dataset.phan);
  const shown = new Map();
  let turn = Promise.resolve();

  const say = (text, kind) => {
    place.className = kind ? `save save-${kind}` : "save";
    place.textContent = text;
  };

  const typed = (part) => {
    const own = [...new FormData(form)].filter(([name]) => name.startsWith(`${part.dataset.phan}-`));
    return new URLSearchParams(own);
  };
  const text = (part) => {
    const told = typed(part);
    told.delete(`${part.dataset.phan}-da`);
    return told.toString();
  };
  const isChanged = (part) => text(part) !== shown.get(part);

  const settle = (part, sent, answer) => {
    if (answer.wrong.length) {
      say(`Chưa lưu. ${answer.wrong.join(" ")} Nội dung đang nhập còn nguyên.`, "broken");
      return;
    }
    part.querySelector(`[name="${part.dataset.phan}-da"]`).value = answer.said[part.dataset.phan];
    shown.set(part, sent);
    say(`${answer.told.join(" ").replace(/\.$/, "")} lúc ${answer.saved}.`);
  };

  const post = async (part) => {
    if (!isChanged(part)) return;
    const sent = text(part);
    const body = typed(part);
    body.set("viec", `luu:${part.dataset.phan}`);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    say("Đang lưu", "waiting");
    try {
      const response = await fetch(form.action, {
        method: "POST", body, keepalive: true, credentials: "same-origin", headers: { Accept: "application/json" },
      });
      if (!(response.headers.get("Content-Type") || "").includes("json")) {
        say("Chưa lưu. Phiên làm việc đã hết; hãy đăng nhập ở thẻ khác rồi bấm “Lưu bản thảo”.", "broken");
        return;
      }
      settle(part, sent, await response.json());
    } catch (offline) {
      say("Mất mạng. Nội dung đang nhập còn ở trang này; có mạng thì bấm “Lưu bản thảo”.", "broken");
    }
  };

  for (const part of parts) shown.set(part, text(part));
  if (!("told" in place.dataset)) say("Nội dung tự lưu khi sang tiêu chí khác. Bấm nút nào cũng lưu mọi nội dung đang nhập.");

  form.addEventListener("focusout", (event) => {
    const part = event.target.closest("[data-phan]");
    if (!shown.has(part) || part.contains(event.relatedTarget)) return;
    turn = turn.then(() => post(part));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") parts.forEach(post);
  });
})();
