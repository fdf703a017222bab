// Viewer-request function of the site's default cache behavior (runtime cloudfront-js-2.0). A path without a file name
// is a route of React Router, so the response is /index.html. A missing file still returns 404.
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!lastSegment.includes(".")) request.uri = "/index.html";
  return request;
}
