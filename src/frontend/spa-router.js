// Viewer-request function of the site's default behaviour (runtime cloudfront-js-2.0): a path that names no
// file belongs to React Router, so the app's start page answers it. Files keep their own 404.
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!lastSegment.includes(".")) request.uri = "/index.html";
  return request;
}
