@NullMarked
package io.serai.provider.answers;

import org.jspecify.annotations.NullMarked;
