"""Django apps that know nothing of farming: accounts, access, audit, jobs, documents, pages."""
