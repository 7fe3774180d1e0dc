@NullMarked
package io.serai.registry.internal;

import org.jspecify.annotations.NullMarked;
