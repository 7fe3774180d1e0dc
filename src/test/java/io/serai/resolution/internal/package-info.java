@NullMarked
package io.serai.resolution.internal;

import org.jspecify.annotations.NullMarked;
