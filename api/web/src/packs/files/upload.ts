import type { UploadFile } from "../packs-api";

/** Uploads a file with `XMLHttpRequest`, because `fetch` does not report upload progress. */
export const upload: UploadFile = (path, file, token, progress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 1);
    request.upload.onload = () => progress(1);
    request.onerror = () => reject(new Error("the upload failed"));
    request.onload = () => {
      const retry = request.getResponseHeader("retry-after");
      const headers = retry ? { "retry-after": retry } : {};
      resolve(new Response(request.responseText, { status: request.status, headers }));
    };
    request.send(file);
  });
