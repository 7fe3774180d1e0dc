/** The steps of a payment behind the {@code payment:} component. */
@NullMarked
package io.serai.engine.internal;

import org.jspecify.annotations.NullMarked;
