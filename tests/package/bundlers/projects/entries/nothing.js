// Imports the package, and no name of it.
import 'post-event-source';
