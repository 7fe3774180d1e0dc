package io.serai.engine.internal.caps;

/** Whether the caps let an operation through. */
public sealed interface Verdict permits Permit, Denial {}
