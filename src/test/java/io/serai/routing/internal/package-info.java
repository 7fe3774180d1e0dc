/** Tests of how sets of routes are kept. */
@NullMarked
package io.serai.routing.internal;

import org.jspecify.annotations.NullMarked;
