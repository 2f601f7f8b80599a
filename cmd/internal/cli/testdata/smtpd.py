# An SMTP server by aiosmtpd at a port: says ready, then a line of JSON for each message that it
# takes, as Python's mail parser reads it. It ends with its input.
import email, email.policy, json, sys
from aiosmtpd.controller import Controller

class Handler:
    async def handle_DATA(self, server, session, envelope):
        m = email.message_from_bytes(envelope.content, policy=email.policy.default)
        books = [(p.get_filename(), p.get_content_type(), len(p.get_content())) for p in m.iter_attachments()]
        body = m.get_body()
        print(json.dumps({'to': envelope.rcpt_tos, 'from': envelope.mail_from, 'subject': str(m['subject']), 'name': m['to'].addresses[0].display_name,
                          'text': body.get_content() if body else '', 'books': books, 'defects': [str(d) for p in m.walk() for d in p.defects]}), flush=True)
        return '250 taken'

controller = Controller(Handler(), hostname='127.0.0.1', port=int(sys.argv[1]))
controller.start()
print('ready', flush=True)
sys.stdin.read()
controller.stop()
