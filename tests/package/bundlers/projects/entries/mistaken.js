// Imports a name that the package does not have.
import * as library from 'post-event-source';

document.title = library.noSuchName;
