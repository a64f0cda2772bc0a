"""データ台帳: who holds what, who asks whom, who may use which data, who opened it."""
