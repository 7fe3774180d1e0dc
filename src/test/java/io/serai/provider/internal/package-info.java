@NullMarked
package io.serai.provider.internal;

import org.jspecify.annotations.NullMarked;
