"""How the parts are put together: settings from the environment, addresses, the web and API entry points."""
