/** Sends a file and tells how much of it has gone, which `fetch` cannot. */

import type { Carry } from "$app/packs/packs-api";

export const carry: Carry = (path, file, token, gone) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => gone(total ? loaded / total : 1);
    request.upload.onload = () => gone(1);
    request.onerror = () => reject(new Error("the file did not arrive"));
    request.onload = () => {
      const retry = request.getResponseHeader("retry-after");
      const headers = retry ? { "retry-after": retry } : {};
      resolve(new Response(request.responseText, { status: request.status, headers }));
    };
    request.send(file);
  });
