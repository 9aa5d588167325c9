"""Block types and the four writers: HTML, PDF, DOCX, XLSX."""
