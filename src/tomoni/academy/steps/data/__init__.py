"""対象データ確認: files as they came, the tables read from them, and why they may be used."""
