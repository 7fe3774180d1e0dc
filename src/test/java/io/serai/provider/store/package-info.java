@NullMarked
package io.serai.provider.store;

import org.jspecify.annotations.NullMarked;
