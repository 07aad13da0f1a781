// Returning a dossier: the button says how many points are asked for. Mending it: each answer is saved as it is written.
"use strict";
(() => {
  const form = document.querySelector("[data-returning]");
  if (form) {
    const button = form.querySelector("[data-consequence]");
    const count = () => {
      const chosen = form.querySelectorAll("[data-point]:checked").length;
      button.textContent = chosen ? `Trả lại với ${chosen} yêu cầu` : "Trả lại với các yêu cầu đã chọn";
    };
    form.addEventListener("change", count);
    count();
  }

  const list = document.querySelector("[data-answers]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!list || !token) return;

  const beside = (box, name) => box.closest("li").querySelector(name);
  const say = (box, text) => {
    const line = beside(box, "[data-answered]");
    line.textContent = text;
    line.hidden = false;
  };

  // The page itself is the answer to a saving; only whether it was taken matters here.
  async function save(box) {
    const was = beside(box, "[type=hidden]");
    const typed = box.value;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token.value);
    body.set(box.name, typed);
    body.set(was.name, was.value);
    try {
      const answer = await fetch(list.dataset.answers, { method: "POST", body, headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (answer.redirected && new URL(answer.url).pathname.includes("dang-nhap")) say(box, "Phiên làm việc đã hết. Hãy đăng nhập ở thẻ khác rồi sửa lại ô này; nội dung vẫn còn trên trang.");
      else if (answer.status === 409) say(box, "Người khác vừa trả lời điểm này. Hãy bấm lưu để xem và chọn lại.");
      else if (!answer.ok) say(box, "Chưa lưu được câu trả lời này. Nội dung vẫn còn trên trang; hãy bấm lưu.");
      else { was.value = typed; say(box, "Đã lưu câu trả lời."); }
    } catch (away) {
      say(box, "Mất mạng. Câu trả lời còn trên trang này; hãy bấm lưu khi có mạng.");
    }
  }

  list.addEventListener("change", (event) => {
    if (event.target.matches("[data-answer]")) save(event.target);
  });
})();
