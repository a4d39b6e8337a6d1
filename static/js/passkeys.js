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

  // Also on a page that took this one's place after a refusal.
  const offer = () => {
    for (const box of document.querySelectorAll("[data-passkey-box]")) box.hidden = !window.PublicKeyCredential;
  };
  offer();
  document.addEventListener("palu:page", offer);

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-passkey]");
    if (!button) return;
    const { form } = button;
    const line = form.querySelector("[data-passkey-line]");
    line.textContent = "";
    try {
      form.elements.credential.value = told(await asked[button.dataset.passkey](button));
    } catch {
      line.textContent = "Dibatalkan, atau perangkat ini tidak mempunyai kunci sandi untuk alamat ini. Kata sandi tetap berlaku.";
      return;
    }
    const own = document.querySelector("input[type=checkbox][name=own_device]");
    if (own && form.elements.own_device) form.elements.own_device.value = own.checked ? "1" : "";
    form.requestSubmit();
  });
})();
