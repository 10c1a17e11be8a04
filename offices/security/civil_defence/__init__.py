"""Civil defence: lessons, sirens, mobilisation (E2)."""
