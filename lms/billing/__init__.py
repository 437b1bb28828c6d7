"""Money: orders, checkout, webhooks, refunds, the ledger."""
