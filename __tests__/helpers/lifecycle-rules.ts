/** The lifecycle rule of every bucket. */
export const ABORT_INCOMPLETE_UPLOADS = {
  id: "abort-incomplete-uploads",
  status: "Enabled",
  filter: [{ prefix: "" }],
  abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
};
