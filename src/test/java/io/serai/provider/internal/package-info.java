/** Tests of how providers are read and watched. */
@NullMarked
package io.serai.provider.internal;

import org.jspecify.annotations.NullMarked;
