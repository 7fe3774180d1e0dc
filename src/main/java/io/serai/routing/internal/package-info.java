/** How sets of routes are loaded, and how entries reach them. */
@NullMarked
package io.serai.routing.internal;

import org.jspecify.annotations.NullMarked;
