package dev.haar.kms.identity;

import dev.haar.core.state.Change;

/** An identity was made. */
record IdentityKept(String name, byte[] wrappedKey, byte[] certificate) implements Change {}
