# Users as a table: taken out, taken in.

export = Export
export-csv = As a table (CSV)
export-json = For programs (JSON)
export-format = File
