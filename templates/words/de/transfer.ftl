# Benutzer als Tabelle: heraus und hinein.

export = Exportieren
export-csv = Als Tabelle (CSV)
export-json = Für Programme (JSON)
export-format = Datei
