/** Tests of the caps' own rules. */
@NullMarked
package io.serai.engine.internal.caps;

import org.jspecify.annotations.NullMarked;
