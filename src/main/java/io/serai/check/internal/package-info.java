/** How each invariant is checked, and how what it is checked on is read. */
@NullMarked
package io.serai.check.internal;

import org.jspecify.annotations.NullMarked;
