import ringback

from notes import app

test_no_file = ringback.suite("missing.yaml").wsgi(app)
test_no_operation = ringback.suite("notes.yaml").operation("createNotes").wsgi(app)
test_no_parameter = ringback.suite("notes.yaml").parameter("noteId", 1).wsgi(app)
test_no_target = ringback.suite("notes.yaml").operation("listNotes")
test_no_server = ringback.suite("notes.yaml").operation("listNotes").target("http://127.0.0.1:9")
test_no_application = ringback.suite("notes.yaml").operation("listNotes").factory(lambda: None)
