// Imports the package, but no name of it.
import 'post-event-source';
