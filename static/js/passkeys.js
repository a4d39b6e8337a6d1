/* A passkey instead of the password: the device is asked for its answer to the challenge of the page, and the form
   brings the answer. Without this file, or where the browser knows no passkeys, the password does it all. */
(() => {
  "use strict";

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const told = (credential) => {
    const { response } = credential;
    const answer = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) answer.attestationObject = text(response.attestationObject);
    if (response.authenticatorData) answer.authenticatorData = text(response.authenticatorData);
    if (response.signature) answer.signature = text(response.signature);
    if (response.userHandle) answer.userHandle = text(response.userHandle);
    if (response.attestationObject) delete answer.authenticatorData;
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: answer,
      clientExtensionResults: {},
    });
  };

  const asked = {
    get: (button) => navigator.credentials.get({
      publicKey: { challenge: bytes(button.dataset.challenge), userVerification: "required" },
    }),
    create: (button) => navigator.credentials.create({
      publicKey: {
        challenge: bytes(button.dataset.challenge),
        rp: { name: "PALU ASN" },
        user: { id: bytes(button.dataset.handle), name: button.dataset.user, displayName: button.dataset.user },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        excludeCredentials: button.dataset.known.split(" ").filter(Boolean)
          .map((id) => ({ type: "public-key", id: bytes(id) })),
      },
    }),
  };

  for (const box of document.querySelectorAll("[data-passkey-box]")) {
    box.hidden = !window.PublicKeyCredential;
  }
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.addEventListener("click", async () => {
      const form = button.form;
      const line = form.querySelector("[data-passkey-line]");
      line.textContent = "";
      try {
        form.elements.credential.value = told(await asked[button.dataset.passkey](button));
        const own = document.querySelector("input[name=own_device]");
        if (own && form.elements.own_device) form.elements.own_device.value = own.checked ? "1" : "";
        form.requestSubmit();
      } catch {
        line.textContent = "Dibatalkan, atau perangkat ini tidak mempunyai kunci sandi untuk alamat ini. Kata sandi tetap berlaku.";
      }
    });
  }
})();
