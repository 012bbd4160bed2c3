namespace trichion {}
