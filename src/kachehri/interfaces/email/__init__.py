"""Mail in (LMTP and SMTP): received, kept raw, and read by a job."""
