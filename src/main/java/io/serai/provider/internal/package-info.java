/** How providers are read, reached and asked. */
@NullMarked
package io.serai.provider.internal;

import org.jspecify.annotations.NullMarked;
