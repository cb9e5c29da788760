"""Questions that customers ask and that nothing in the library answers."""
