/** Caps: how many and how much may be charged and refunded in a minute and in a day. */
@NullMarked
package io.serai.engine.internal.caps;

import org.jspecify.annotations.NullMarked;
