"""The theory as a model to fit, one couple at a time: traits, the course of hidden states, and what comes next."""
